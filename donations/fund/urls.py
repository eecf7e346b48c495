from django.urls import path, register_converter

from donations.fund import views


class YearConverter:
    """A four-digit year, as in the book."""

    regex = r"2\d{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class MonthConverter:
    """A month from 1 to 12, with or without a leading zero."""

    regex = r"0?[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(YearConverter, "fund_year")
register_converter(MonthConverter, "fund_month")

urlpatterns = [
    path("fund/", views.fund, name="fund"),
    path("fund/<fund_year:year>/<fund_month:month>/", views.month, name="fund_month"),
    path("fund/<fund_year:year>/<fund_month:month>/code.svg", views.month_qr, name="fund_month_qr"),
    path("fund/verify/", views.verify, name="fund_verify"),
    path("fund/chain.csv", views.chain, name="fund_chain"),
]
