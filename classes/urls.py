from django.urls import path

from classes.views import browse, seats

urlpatterns = [
    path("classes/", browse.class_list, name="class_list"),
    path("classes/mine/", browse.my_classes, name="my_classes"),
    path("classes/<int:pk>/", browse.class_page, name="class_page"),
    path("classes/<int:pk>/enrol/", seats.enrol, name="enrol"),
    path("classes/enrolments/<int:pk>/withdraw/", seats.withdraw, name="withdraw"),
    path("classes/draws/<int:pk>/", browse.draw, name="draw"),
]
