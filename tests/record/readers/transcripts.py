"""Invented transcripts in the forms of the printed series; the two states are Aldermark and Suvria."""

MEMORANDUM = """\
122. Memorandum From the Chancellor to Foreign Secretary Reik 1


  • The Strait

I want the calendar settled. Both sides wait.

1. The Calendar

The harbour paper2 is a good start, and we should answer by Friday of this week—August twenty-fifth.

[Page 360]

Three things matter:

Keep the fishing grounds open.
Do not name the lighthouse.
Let the pilots' guild speak first.

Can I have your reaction?

Ilse Maren
  1. Source: Ministry of State, Central Files, 762.00/8-2161. Secret. The source text bears no drafting information.
  2. Document 89."""

LETTER = """\
179. Letter From Chancellor Maren to President Oden1

Dear Mr. President: I thank you for your letter of last month.2 It must be kept wholly private, not to be [Page 503] \
hinted at in public.

[Page 504]

On the strait we agree.

[Here follow three paragraphs on the lighthouse.]

I hope that we shall meet.


  1. Source: Ministry of State, Presidential Correspondence: Lot 77 D 163. Top Secret.
  2. Document 162.
  3. Printed from an unsigned copy."""

TELEGRAM = """\
117. Telegram From Foreign Secretary Reik to the Ministry of State0

Secto 38. Eyes only for the Chancellor. Best wishes for the voyage.1

The Thursday meeting was productive.2 No doubt on handling [Page 340] the strait. Talks before the Orsa meeting,3 if \
possible.

  1. Source: Ministry of State, Central Files, 396.1–PA/12–1561. Secret. According to another copy of this telegram it \
was drafted by Reik. (Ibid., Conference Files: Lot 65 D 366, CF2002)
  2. The Chancellor visited the islands December 15–19.
  3. Reports of the sessions are in Ministry of State, Conference Files: Lot 65 D 366.
  4. See Document 387."""

CONVERSATION = """\
281. Memorandum of Conversation0

SUBJECT

  • Publication of Letters

PARTICIPANTS

  • Ambassador Pia Lund, Suvria
  • The Secretary

The Secretary asked about the letters exchanged with Mr. Oden.1 There was a gap. [Page 611] Both he and Holm2 had been \
instructed. Then there was a communiqué.3 It was a change.

Mrs. Lundʼs answer was short.

  1. Source: Ministry of State, Presidential Correspondence: Lot 77 D 163. Top Secret; Eyes Only. Drafted by Kaljo on \
January 21.
  2. On January 19 she called. The letters are of December 19, 1962, and January 7, 1963. (See Document 274.)
  3. Anders Holm of Suvria.
  4. For text, see Aldermark Bulletin, pp. 942-943."""

CIRCULAR = """\
20. Memorandum From the Chancellor’s Assistant (Kaljo) to the Acting Executive Secretary (Lund)1


  • Guidance to the Posts

Please circularize the posts:

The Chancellor will explain her approach.2
She will draw on the following points.

Basic Approach:

We enter an era of talks.
We mean talks in earnest.
We think that allies should be told.

  1. Source: State Archive, Chancellor’s Materials, Box 340, USSR Memcons Holm/Chancellor 2/17/69. Secret.
  2. On February 23 she left; see Bulletin, March 24, 1969, pp. 249–271."""

OLDER = """\
501.BC/9–848: Telegram1

The Ambassador in Suvria ( Lund ) to the Secretary of State

Orsa , September 8, 1948—6 p. m.

top secret
niact

1201. ReDeptel 442 and 573, Sept 7, harbor3 closed.

Pilots		4,300
Boats		120

Lund
  1. Also in Lot 12.
  2. Not printed.
  3. Of Orsa."""
