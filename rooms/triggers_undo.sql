DROP INDEX rooms_reservation_room_during;
DROP TRIGGER rooms_room_resize_holds ON rooms_room;
DROP FUNCTION rooms_room_resize_holds();
DROP TRIGGER rooms_room_keep_promises ON rooms_room;
DROP FUNCTION rooms_room_keep_promises();
DROP TRIGGER rooms_reservation_keep_capacity ON rooms_reservation;
DROP FUNCTION rooms_reservation_keep_capacity();
