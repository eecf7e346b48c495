from django.urls import path

from rooms.views import booking, browse, desk, desk_booking, desk_series, details, feeds, find, passes, waiting

urlpatterns = [
    path("rooms/", browse.rooms_now, name="rooms_now"),
    path("rooms/day/", browse.day_grid, name="day_grid"),
    path("rooms/<slug:slug>/", browse.room_week, name="room_week"),
    path("book/", find.find_time, name="find_time"),
    path("rooms/<slug:slug>/favourite/", browse.favourite, name="favourite"),
    path("rooms/<slug:slug>/book/", booking.book_room, name="book_room"),
    path("rooms/<slug:slug>/wait/", waiting.join_waiting, name="join_waiting"),
    path("waiting/<int:pk>/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/leave/", waiting.leave_waiting, name="leave_waiting"),
    path("rooms/<slug:slug>/calendar/<str:token>.ics", feeds.room_feed, name="room_feed"),
    path("bookings/", booking.my_bookings, name="my_bookings"),
    path("bookings/<str:ref>/", passes.booking, name="booking"),
    path("bookings/<str:ref>/booking.ics", feeds.booking_ics, name="booking_ics"),
    path("bookings/<str:ref>/pass.svg", passes.booking_qr, name="booking_qr"),
    path("bookings/<str:ref>/pass/", passes.kept_pass, name="kept_pass"),
    path("bookings/<str:ref>/coming/", passes.say_coming, name="say_coming"),
    path("bookings/<str:ref>/change/", booking.change_booking, name="change_booking"),
    path("bookings/<str:ref>/details/", details.change_details, name="change_details"),
    path("bookings/<str:ref>/cancel/", booking.cancel_booking, name="cancel_booking"),
    path("desk/", desk.desk, name="desk"),
    path("desk/scan/", desk.scan, name="scan"),
    path("desk/displaced/", desk.displaced, name="desk_displaced"),
    path("desk/book/", desk_booking.desk_book, name="desk_book"),
    path("desk/series/", desk_series.desk_series, name="desk_series"),
    path("desk/series/<int:pk>/", desk_series.desk_one_series, name="desk_one_series"),
    path("desk/rooms/<slug:slug>/count/", desk.count_people, name="head_count"),
    path("desk/check-in/<str:ref>/", desk.check_in, name="check_in"),
    path("desk/bookings/<str:ref>/<slug:verb>/", desk.change_state, name="desk_change"),
]
