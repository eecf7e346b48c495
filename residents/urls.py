from django.urls import path

from residents import views

urlpatterns = [
    path("leaders/", views.leaders, name="leaders"),
    path("residents/", views.search, name="residents"),
    path("residents/<int:pk>/", views.resident, name="resident"),
    path("residents/roster/", views.roster, name="roster"),
    path("residents/roster/<int:pk>/succeed/", views.succeed, name="succeed"),
    path("residents/my-building/", views.my_building, name="my_building"),
    path("residents/my-door/", views.my_door, name="my_door"),
    path("residents/family/", views.family, name="family"),
    path("residents/match/", views.match, name="match"),
]
