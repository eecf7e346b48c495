from django.urls import path

from classes import views

urlpatterns = [
    path("classes/", views.class_list, name="class_list"),
    path("classes/mine/", views.my_classes, name="my_classes"),
    path("classes/<int:pk>/", views.class_page, name="class_page"),
    path("classes/<int:pk>/enrol/", views.enrol, name="enrol"),
    path("classes/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
