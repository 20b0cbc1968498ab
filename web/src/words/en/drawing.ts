/** What is wrong with a drawing: sentences about the shape that stands before the colon. */
export const drawing = {
  "drawing.whole": "The drawing",
  "drawing.fault.too-few-points":
    "it has {points, plural, =0 {no point} one {one point} other {# points}}; at least {least, number} different ones are needed",
  "drawing.fault.too-many-points": "it has {points, number} points; at most {most, number} are taken",
  "drawing.fault.no-number": "a coordinate is no number",
  "drawing.fault.axes-swapped":
    "the latitude {lat, number} is beyond 90 degrees: the axes look swapped (longitude comes first)",
  "drawing.fault.no-degrees": "{lon, number}, {lat, number} are no degrees",
  "drawing.fault.crosses-itself":
    "it crosses itself: the edge after corner {first, number} meets the one after corner {second, number}",
  "drawing.fault.no-area": "it encloses less than a square metre",
  "drawing.fault.too-large":
    "it is {kilometres, number} km across; at most {most, number} km is a yard. Are the coordinates degrees, longitude first?",
  "drawing.fault.too-many-tracks": "it has {tracks, number} tracks; at most {most, number} are taken",
  "drawing.fault.no-track": "it has no track",
  "drawing.fault.repeated-track": "another track has the same name",
  "drawing.fault.repeated-zone": "another zone has the same name",
  "drawing.fault.too-short": "it is {metres, number} m long; at least {least, number} m is a track",
  "drawing.fault.outside":
    "it leaves the area by {metres, number} m at longitude {lon, number, ::.000000}, latitude {lat, number, ::.000000}",
  "drawing.fault.outside-swapped": "it leaves the area by {metres, number} m: its axes are swapped",
  "drawing.fault.no-such-zone": "it is in the zone {zone}, which the drawing does not have",
  "drawing.fault.canopy": "a canopy from {from, number} to {to, number} m does not lie on {length, number} m of track",
  "drawing.fault.drawn-twice":
    "it runs along the track {other} for {metres, number} m: cars there would count twice. Draw that part once",
  "drawing.fault.drawn-back":
    "it runs along itself for {metres, number} m: cars there would count twice. Draw that part once",
  "drawing.fault.outside-area": "it lies outside the area",
  "drawing.fault.name-too-long": "its name has {characters, number} characters; at most {most, number} are taken",
  "drawing.fault.name-unprintable": "its name holds the character {character}, which cannot be printed",
};
