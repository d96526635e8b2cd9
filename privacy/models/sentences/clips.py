"""What somebody reads when a clip is refused; what is not here is said as of a photo."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_a_clip": (
        _("This file is not a video, or it is damaged."),
        _("Choose another video."),
    ),
    "mark_required": (
        _("A clip without the words “AI effect” in its pictures cannot be shared by link."),
        _("Make it again with them."),
    ),
    "clip_too_long": (
        _("More than a minute would be kept."),
        _("Move the handles so that at most 60 seconds are chosen."),
    ),
    "empty_part": (
        _("The chosen part holds no picture."),
        _("Move the handles to where the video plays."),
    ),
    "clip.too_large": (
        _("The file is larger than 100 MB."),
        _("Cut the video on your device, or film in 1080p."),
    ),
    "clip.unsupported_format": (
        _("This video format is not supported."),
        _("Use MP4, MOV or WebM."),
    ),
    "clip.too_many_pixels": (
        _("The video has too many pixels."),
        _("Use one of at most 4K."),
    ),
    "clip.no_face": (
        _("We found no face in this video."),
        _("Choose one in which a face looks at the camera, or leave makeup and props out."),
    ),
    "clip.interrupted": (
        _("The work was interrupted twice."),
        _("Send the video again; the first one is deleted."),
    ),
    "clip.timed_out": (
        _("The work took longer than a video may stay here."),
        _("Send a shorter part; the first one is deleted."),
    ),
}
