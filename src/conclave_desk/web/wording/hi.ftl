# What the phones' page says besides the words that every screen of a gate has. No step of it needs a keyboard.

start = Start scanning
hold = Hold the badge's code before the camera
no-camera = The camera cannot be used. Allow it for this page, or type what stands under the code.
lost = NO STATION
lost-next = The station does not answer. Let nobody in on this screen: what was scanned is kept, and answered as soon as the station is back.
kept = { $count } kept
turn-in = To IN
turn-out = To OUT
type = Type
type-hint = The text under the code, like K7Q4-9XTM-1R
send = Send
more = More
back = Back
