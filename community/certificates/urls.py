from django.urls import path

from community.certificates import views

urlpatterns = [
    path("c/", views.ask, name="certificate_ask"),
    path("c/<str:code>/face.png", views.face, {"ending": "png"}, name="certificate_png"),
    path("c/<str:code>/face.pdf", views.face, {"ending": "pdf"}, name="certificate_pdf"),
    path("certificates/<slug:number>/code.svg", views.qr, name="certificate_qr"),
    path("c/<str:code>/", views.check, name="certificate_check"),
]
