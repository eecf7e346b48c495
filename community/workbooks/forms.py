"""Forms for workbook imports: the file, how to read it, and which heading means which column."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms import offer
from community.workbooks.opening import ACCEPTED
from community.workbooks.reading import MB, MOST_BYTES
from community.workbooks.tracks import Track


class WorkbookForm(forms.Form):
    """A file of a kind that the user may import. Apps add fields that their runs need."""

    kind = forms.ChoiceField(label=gettext_lazy("what it holds"))
    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls), WPS or OpenOffice (.ods), or .csv; at most 20 MB. "
            "Nothing is changed before you have seen the rehearsal."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, tracks: dict[str, Track], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, track.label) for kind, track in tracks.items()]
        offer(self, "kind", kinds)
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = kinds[0][0]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file may be at most %(most)s MB.") % {"most": MOST_BYTES // MB})
        return file


class ReadingForm(forms.Form):
    """How to read a file when it is rehearsed again."""

    fills_down = forms.BooleanField(
        label=gettext_lazy("An empty cell means the same as in the row above"), required=False
    )
    reads_hidden = forms.BooleanField(label=gettext_lazy("Read hidden sheets too"), required=False)


class HeadingsForm(forms.Form):
    """The column for each heading that a run does not recognise."""

    def __init__(self, *args: Any, track: Track, headings: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = dict(enumerate(headings))
        choices = [("", gettext_lazy("— not needed —")), *track.vocabulary.labels.items()]
        for number, written in enumerate(headings.values()):
            self.fields[f"heading_{number}"] = forms.ChoiceField(
                label=f"“{written}”", choices=choices, required=False, label_suffix=""
            )

    @property
    def columns(self) -> dict[str, str]:
        """A column for each heading, or "" to ignore it."""
        return {word: self.cleaned_data[f"heading_{number}"] for number, word in self.words.items()}
