"""What pages and other apps read of the children's room, as small typed values.

- Sessions: `current_session`, `sessions_now`, `open_now`, `week_ahead`, `sessions_during`, `duties_on`, `duty_now`,
  `carers_due`, `standing_of`, `weather_plan`.
- The tablet: `station_of`, `carers_with_pin`, `carer_of`, `door`, `inside`, `families_for_door`,
  `family_at_door`, `family_of_code`, `pickup_people_of`, `waiting_in`.
- A guardian's page: `mine`, `sheets_of`, `consent_texts`.
- Safety: `evacuation`, `police_sheet`, `open_alarms`, `offline_notes`, `latest_ticks`, `last_synced`.
- Figures: `figures`, `told`, `month_sheet`.
"""

from childcare.selectors.door import (
    ChildAtDoor,
    Door,
    FamilyAtDoor,
    FamilyLine,
    Inside,
    door,
    families_for_door,
    family_at_door,
    family_of_code,
    inside,
    last_synced,
    pickup_people_of,
    waiting_in,
)
from childcare.selectors.family import Mine, MyChild, consent_texts, mine, sheets_of
from childcare.selectors.figures import Figures, MonthLine, figures, month_sheet, months_back, told
from childcare.selectors.safety import (
    Evacuation,
    PoliceSheet,
    RoomInside,
    breaches_of,
    evacuation,
    latest_ticks,
    offline_notes,
    open_alarms,
    people_inside,
    police_sheet,
)
from childcare.selectors.sessions import (
    DueCarer,
    SessionLine,
    carer_of,
    carers_due,
    carers_with_pin,
    current_session,
    duties_on,
    duty_now,
    lines_of,
    open_now,
    sessions_during,
    sessions_now,
    station_of,
    week_ahead,
)
from childcare.selectors.standing import standing_of, standings
from childcare.selectors.weather import WeatherPlan, care_room, weather_plan

__all__ = [
    "ChildAtDoor",
    "Door",
    "DueCarer",
    "Evacuation",
    "FamilyAtDoor",
    "FamilyLine",
    "Figures",
    "Inside",
    "Mine",
    "MonthLine",
    "MyChild",
    "PoliceSheet",
    "RoomInside",
    "SessionLine",
    "WeatherPlan",
    "breaches_of",
    "care_room",
    "carer_of",
    "carers_due",
    "carers_with_pin",
    "consent_texts",
    "current_session",
    "door",
    "duties_on",
    "duty_now",
    "evacuation",
    "families_for_door",
    "family_at_door",
    "family_of_code",
    "figures",
    "inside",
    "last_synced",
    "latest_ticks",
    "lines_of",
    "mine",
    "month_sheet",
    "months_back",
    "offline_notes",
    "open_alarms",
    "open_now",
    "people_inside",
    "pickup_people_of",
    "police_sheet",
    "sessions_during",
    "sessions_now",
    "sheets_of",
    "standing_of",
    "standings",
    "station_of",
    "told",
    "waiting_in",
    "weather_plan",
    "week_ahead",
]
