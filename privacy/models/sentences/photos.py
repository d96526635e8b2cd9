"""What somebody reads when giving a photo is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # --- giving a photo
    "busy": (
        _("More people are waiting than we can serve soon."),
        _("Try again in a moment; nothing was stored."),
    ),
    "quota_exceeded": (
        _("You have reached your limit of portraits for now."),
        _("Wait until one is finished or the hour is over."),
    ),
    "not_stored": (
        _("The photo could not be stored just now."),
        _("Try again in a minute; nothing was kept."),
    ),
    "photo_missing": (_("No photo arrived."), _("Choose a photo and send it again.")),
    "too_large": (_("The file is larger than 20 MB."), _("Choose a smaller photo.")),
    "file_too_large": (_("The file is larger than 20 MB."), _("Choose a smaller photo.")),
    "unsupported_format": (
        _("This picture format is not supported."),
        _("Use JPEG, PNG, WebP, HEIC or AVIF."),
    ),
    "not_an_image": (
        _("This file is not a picture, or it is damaged."),
        _("Choose another photo."),
    ),
    "unknown_template": (_("There is no such template."), _("Choose one from the list.")),
    "bad_option": (
        _("An option is unknown or out of its range."),
        _("Use the options that the template lists."),
    ),
    "idempotency_conflict": (
        _("This Idempotency-Key was used for another request."),
        _("Use a new key."),
    ),
    "idempotency_in_flight": (
        _("The first request with this Idempotency-Key is still under way."),
        _("Wait a moment and ask again."),
    ),
    # --- what a photo can lack
    "too_many_pixels": (
        _("The picture has too many pixels."),
        _("Use one of at most 50 megapixels and 12,000 pixels a side."),
    ),
    "no_face": (
        _("We found no face in this photo."),
        _("Choose one in which a face looks at the camera."),
    ),
    "no_person": (
        _("We found nobody to cut out in this photo."),
        _("Choose one in which a person fills more of the picture."),
    ),
    "face_too_small": (_("The face is too small."), _("Move closer, or cut the photo.")),
    "face_turned": (
        _("The face is turned too far away."),
        _("Choose a photo that looks at the camera."),
    ),
    "too_dark": (_("The face is too dark."), _("Turn towards the light and try again.")),
    "too_blurred": (_("The face is blurred."), _("Choose a sharper photo.")),
    "several_faces": (
        _("There is more than one face that could be meant."),
        _("Choose one and send the photo again."),
    ),
    "face_not_found": (
        _("The face you chose is not in this photo."),
        _("Choose one of those that were found."),
    ),
    "interrupted": (
        _("The work was interrupted twice."),
        _("Send the photo again; the first one is deleted."),
    ),
    "timed_out": (
        _("The work took longer than a photo may stay here."),
        _("Send the photo again; the first one is deleted."),
    ),
    "engine_error": (_("This photo could not be worked on."), _("Choose another photo.")),
}
