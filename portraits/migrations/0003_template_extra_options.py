from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portraits", "0002_template_artwork"),
    ]

    operations = [
        migrations.AddField(
            model_name="template",
            name="extra_options",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
