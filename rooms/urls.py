from django.urls import path

from rooms.views import booking, waiting

urlpatterns = [
    path("rooms/<slug:slug>/book/", booking.book_room, name="book_room"),
    path("rooms/<slug:slug>/wait/", waiting.join_waiting, name="join_waiting"),
    path("waiting/<int:pk>/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/leave/", waiting.leave_waiting, name="leave_waiting"),
    path("bookings/", booking.my_bookings, name="my_bookings"),
    path("bookings/<str:ref>/", booking.booking, name="booking"),
    path("bookings/<str:ref>/pass.svg", booking.booking_qr, name="booking_qr"),
    path("bookings/<str:ref>/change/", booking.change_booking, name="change_booking"),
    path("bookings/<str:ref>/cancel/", booking.cancel_booking, name="cancel_booking"),
]
