/** English, and the shape of the other languages. By role, and by the first part of a page's address. */

export const en = {
  title: "Help",
  nothing: "There is no help for this page.",
  pages: {
    everybody: {
      courses: [
        "Above are the courses that you learn online, each with where to go on.",
        "Below is what the centre offers. Press an online course to see its lessons and to join.",
      ],
      course: [
        "Here is what the course is about and its lessons.",
        "Press “Join the course” to learn it. A lock says when a lesson opens.",
        "Later “Continue” leads to the place where you stopped.",
      ],
      learn: [
        "Read from top to bottom. What you have done is kept by itself, on every device.",
        "Without a network you can read the lessons that you opened before. Your progress is sent later.",
        "Below are the lessons before and after.",
      ],
      certificates: [
        "Here are your certificates and those of your children, with the file to download.",
        "Everybody with the address of a certificate can check it. The full name stands there only if it is allowed.",
      ],
      "report-cards": [
        "Here are your report cards and those of your children. Each has numbers of some weeks or months, and words of the teacher.",
        "Press a language to save the card as a file. Nobody is compared with others.",
      ],
      quizzes: [
        "Here are the quizzes that are for you, with the time when they close.",
        "Press one to see its rules and to begin.",
      ],
      quiz: [
        "Read the rules, then press “Begin”. The clock runs from then on.",
        "Each answer is saved by itself. Without a network it is kept on this device and sent later.",
        "Press “Hand in” at the end. Then you see your result, if your teacher shows it.",
      ],
      forums: [
        "Here are the discussions of your groups and courses. Choose what you want to see above the list.",
        "Press “Write something new” to ask or to tell something.",
      ],
      discussion: [
        "Read what others wrote, and write below. New replies appear by themselves.",
        "“Useful” says that a reply helped you. Who asked marks the reply that answers the question.",
        "Under “More” you change or delete your text, or report a text that does not belong here.",
      ],
      "my-tickets": [
        "Here is what you asked the office, with its answers.",
        "Press “Write to the office” to ask something. The office answers here.",
        "When something does not work, “Report a problem” stands at the foot of every page.",
      ],
      ticket: [
        "Read what the office wrote, and answer below. New answers appear by themselves.",
        "When it is resolved, you can rate it and close it. An answer within 14 days opens it again.",
      ],
      decisions: [
        "Here is what moderators decided about your texts, and why.",
        "You can ask once for another look at each decision.",
      ],
      feedback: [
        "After each month you can say here what you think of your teacher: stars, and words if you like.",
        "Nobody sees who answered what. You can change your answer until the day that stands below.",
      ],
      chat: [
        "Here are your conversations, newest first. Press one to read it and to write.",
        "“New conversation” shows whom you may write to. A teacher gets messages during message hours.",
        "Without a network a message is kept and sent later.",
      ],
      messages: [
        "Here is everything that you were told, newest first.",
        "Press a message to open what it is about. It counts as read then.",
        "“Which messages you get” above the list leads to the choice.",
      ],
      wishes: [
        "Choose which messages you get, and where: here, Telegram, SMS, e-mail or browser. A grey box cannot reach you yet.",
        "A tick for a group counts for all its messages. Unfold a group to choose them one by one.",
        "In quiet hours only what cannot wait comes. Press “Save” at the end.",
      ],
      account: [
        "Your name, photo, phone, e-mail, password and language are here.",
        "A new phone or e-mail counts after you have typed the code that we send there.",
        "You see where you are signed in, and can sign out there.",
      ],
    },
    student: {
      "": [
        "The path shows your week: what is done, what is next, what comes later.",
        "Press the large step in the middle to begin.",
        "Your lessons stand below. Without a network you see what was last loaded.",
      ],
      homework: [
        "Read the task, then press “Record” and speak. Press “Done” at the end.",
        "For a written task, write your text or choose a file, and send it.",
        "Listen to it once, then send it. Without a network it is kept and sent later.",
        "Your score comes by itself. Tap a word to hear yourself.",
        "If the score seems wrong, ask your teacher to look again.",
      ],
      coins: [
        "You earn coins with homework, lessons and practice on many days.",
        "The leaderboard shows who earned most. You can hide your name.",
        "Buy something in the shop, and fetch it at the office. Until then you can give it back.",
      ],
      "check-in": [
        "This page says to your teacher that you are in class.",
        "Type the code that your teacher shows. It changes often.",
        "If it does not work, tell your teacher.",
      ],
      payments: [
        "Here is what is to be paid and what was paid.",
        "After a bank transfer press “Send a photo of the transfer”. The office checks it.",
        "Unfold the statement to see each month and save receipts.",
      ],
      progress: [
        "The line shows the scores of your homework over time. It compares you with nobody.",
        "Below are your lessons of the month and your achievements.",
        "A single low score means little. Look at the whole line.",
        "“What has changed” compares the last two months, and says what moved together with your average score.",
      ],
      materials: [
        "Here are the files and links of your courses and lessons.",
        "Press a link to open it, or a file to save it.",
      ],
      courses: [
        "Here are the courses of the centre, and which ones you learn now.",
        "For another course ask at the office.",
      ],
      calendar: [
        "Here are your coming lessons. A change says what was before.",
        "Make a link to see them in the calendar of your phone. Keep the link to yourself.",
      ],
      letters: [
        "Here is what the teachers and the office wrote to you.",
        "Write an answer below a letter. The office reads it.",
      ],
      grades: [
        "Here is your grade in each group and course that has a gradebook.",
        "Press one to see where it comes from.",
      ],
      grade: [
        "Each category has a bar: how much of the grade it makes, and how much of that you have.",
        "“Why” opens what was written, by whom and when.",
        "Choose a better grade to see what you need for it.",
      ],
      kids: [
        "Touch a large picture to play. Each picture says what it is.",
        "The loudspeaker says once more what to do. Nothing is lost when something goes wrong.",
        "After some time the games rest a little. An adult can sit beside and help.",
      ],
      menu: ["From here you reach every page.", "The number beside “Messages” says how many are new."],
    },
    parent: {
      "": [
        "For each child you see three answers: was she in class, is the homework done, what is to be paid.",
        "Press an answer to see more. Press the name for everything about the child.",
        "If the centre asks for your consent, it stands below.",
      ],
      children: [
        "Here are the child’s lessons of the week, the homework and how the reading goes.",
        "Press a homework to hear the recording and to read the teacher’s words.",
        "At the end are payments, consents and the child’s data.",
      ],
      homework: [
        "Here is what your child sent, with the score of each try.",
        "Tap a word to hear your child. What the teacher wrote stands above.",
        "You only look here: your child sends the homework.",
      ],
      absence: [
        "Tell the teacher that your child cannot come, or could not come.",
        "Choose the days, write why, and send it. You see the answer below.",
        "Until it is answered you can take it back.",
      ],
      payments: [
        "Here is what is to be paid for each child.",
        "After a bank transfer press “Send a photo of the transfer”. The office checks it and you get an answer.",
        "Unfold the statement to see each month and save receipts.",
      ],
      consents: [
        "The centre asks here what it may do: record the voice, use a picture, and more.",
        "Press “I allow it” or “I do not allow it”. You can change each answer at any time.",
        "Without your yes to recordings your child cannot send spoken homework.",
      ],
      progress: [
        "Here it says in words what has changed for your child from one month to the next.",
        "The table below shows each month. Your child is compared only with itself.",
      ],
      data: [
        "You can get everything that the centre keeps about your child as one file.",
        "You can also ask the centre to erase it. The director decides, and you see here what became of it.",
        "While your request waits, you can take it back. What is erased does not come back.",
      ],
      day: [
        "Here is what your child did today, what it learnt this week, and one thing to do at home with it.",
        "Choose how many minutes a day it may play and after how many it rests. Press “Save”.",
        "Nothing is compared with other children.",
      ],
      kids: [
        "Sit beside your child and play the same lessons here. What counts is what your child answers.",
        "The loudspeaker says what to do. After two wrong tries the page shows what is right.",
        "Nothing is compared with other children. Whether answers are kept is your consent.",
      ],
      seen: [
        "What teachers saw of your child and wrote for you, the newest first.",
        "Photos and recordings are there only while you allow them: “What you allow” is on the page of the child.",
      ],
      letters: [
        "Here is what the teachers and the office wrote to your family.",
        "Write an answer below a letter. The office reads it.",
      ],
      grades: [
        "Here is the child’s grade in each group and course that has a gradebook.",
        "Press one to see where it comes from.",
      ],
      grade: [
        "Each category has a bar: how much of the grade it makes, and how much of that is reached.",
        "“Why” opens what was written, by whom and when.",
        "Choose a better grade to see what it takes.",
      ],
      opening: [
        "A child without a phone number comes in on a device that you open.",
        "Choose the child, then type the code on that device.",
        "The child signs in there with the own code and pictures.",
      ],
    },
    teacher: {
      tickets: [
        "Here are the requests that were given to you, by how far they are.",
        "Drag one to another column, or choose its state on the card. Press it to answer.",
      ],
      "": [
        "Above is what is next: the register of a lesson, or recordings to hear.",
        "Below are today’s lessons and your groups. Press a group to see everything about it.",
        "Marks that could not be sent stand here until they are.",
      ],
      register: [
        "Mark each pupil with one press. “The other” marks all who are left.",
        "Without a network marks are kept on this device and sent later.",
        "A mark that differs from another person’s is shown: one press chooses.",
      ],
      lesson: [
        "Here is one lesson: its time and room, its homework and its materials.",
        "If your role allows it, cancel the lesson, move it or plan a make-up. Pupils and families are told.",
        "The register opens from here.",
      ],
      group: [
        "Everything about a group: pupils with attendance and scores, lessons, homework, materials.",
        "Press a pupil to see the family’s phone, the level and the scores.",
        "The words that many missed show what to practise together.",
      ],
      pupil: [
        "Here is whom to call, the level, the scores and the attendance of a pupil.",
        "Scores are shown over time, with a table behind the line.",
        "You can give coins by hand and say why.",
      ],
      "skills-map": [
        "Rows are the children of the group, columns their skills. The fuller a cell, the better the child knows it.",
        "Press a cell to see what it comes from, or to say it yourself with a reason.",
        "“In words” tells who needs what. “Small circles” suggests who may practise together.",
      ],
      kid: [
        "Above is the report: print it for the family. It compares with nobody.",
        "“Choose another class” puts the child into a class whatever the age, with a reason.",
        "Below you write what you see. The family reads it only if you say so.",
        "A photo or recording needs the consent of the guardians; without it the server refuses it.",
      ],
      wall: [
        "Each pupil has a line. It moves while the homework is recorded, sent and scored.",
        "Press a name to hear the recording, or to give more time.",
        "“Stuck” are recordings that need you.",
      ],
      review: [
        "Hear the recording, then accept it or return it with a word to the pupil.",
        "Above stands why it waits. Press a word to correct it.",
        "Keys help: space plays, Enter accepts and goes on.",
      ],
      excuses: [
        "Families tell here that a child cannot come.",
        "Accept or refuse it, with a word to the family. The register then knows it.",
      ],
      assignments: [
        "Here is the homework that you gave. “Give homework” begins a new one.",
        "It goes to one group, several groups or some pupils. You can see it first as pupils do.",
        "As long as nobody has sent anything, you can take it back.",
      ],
      assignment: [
        "All results of one homework, and why each of them waits.",
        "Give a pupil more time, have a try scored again, or add a model to listen to.",
        "You can copy it to other groups.",
      ],
      moderation: [
        "Here are texts that somebody reported, or that a rule holds. Press one to see it with the texts around it.",
        "Leave it, hide it, or warn its author. The author reads your reason and may ask once for another look.",
        "Keys help: the arrows go through the list, a digit chooses what happens, Ctrl+Enter decides, N leaves it for later.",
      ],
      library: [
        "All files and links that were added, each once.",
        "Add a new one, rename it, or give it to more courses.",
        "What you archive goes from the list. Undo brings it back.",
      ],
      write: [
        "Here are the courses that you teach. Press one to write it.",
        "Learners see what you write only after you publish it.",
      ],
      "quizzes-written": [
        "Here are the quizzes of your groups and courses. “New quiz” begins one.",
        "Learners see a quiz only after you publish it.",
        "The button above says how many answers wait for your mark. Questions are kept in the question banks.",
      ],
      "quiz-editor": [
        "Add questions from a bank, or let each learner get other ones at random. Drag them into order.",
        "“Settings” has the time, how often one may take it and what learners see afterwards.",
        "One learner can get more time, with a reason.",
      ],
      "quiz-results": [
        "Each line is one go of a learner. The page moves while they work.",
        "Press a name to see the answers, to give other points, or to let a late answer count.",
      ],
      "quiz-attempt": [
        "Here is what one learner answered, with what is right.",
        "Points that you give stand in place of the computer’s. Your words are shown to the learner.",
      ],
      "quiz-statistics": [
        "Above are the questions that you should look at, and why.",
        "The charts show how easy each question is, and how well it tells good and weak learners apart. A table is behind each chart.",
      ],
      "quiz-marking": [
        "Read the answer, give points, go on. What to look for stands beside it.",
        "Keys help: a digit gives so many points, Enter saves, N leaves it for later.",
      ],
      banks: [
        "A bank keeps questions for many quizzes: of a course, or of the whole centre.",
        "Press a bank to see its questions, to add new ones and to add pictures and recordings.",
      ],
      question: [
        "Write what is asked, then mark what is right. On the side you see it as learners do.",
        "After “Save” you can try an answer. Nothing of a trial is kept.",
        "If you correct a key after learners answered, see first what changes for whom.",
      ],
      calendar: [
        "Your lessons of the coming weeks. Press one to see everything about it. “All lessons of my groups” also shows those that colleagues give.",
        "Make a link to see them in the calendar of your phone. Keep the link to yourself.",
      ],
      "course-figures": [
        "Here is how far people come in this course: lesson by lesson, where they stop in films, and its hardest questions.",
        "Press “Table” to see the numbers, or save them as a file.",
        "Below are the ways to the course and to its quizzes.",
      ],
      analytics: [
        "Here are your groups in figures: two of them compared, then each beside the others.",
        "Press a group to see who learns in it. A link to this page keeps what you chose.",
        "Groups of fewer than 5 pupils are not shown alone.",
      ],
      pay: [
        "Your pay of a month, line by line.",
        "A closed month does not change. If something is wrong, tell the office.",
      ],
      certificates: [
        "Here are the certificates of the courses that you teach.",
        "Press one to see why it was awarded, and to download it.",
      ],
      "at-risk": [
        "Here are pupils of your groups who may leave soon, and why. It is a guess: talk to the family first.",
        "“Note what was done” keeps who did what and when. The office reads your note.",
      ],
      "own-figures": [
        "Here are measures that you look at together, each set under a name. “New figure” makes one.",
        "Figures of colleagues show you only what you may see yourself.",
        "“In the background” makes a file of it, which can be repeated every week.",
      ],
      reports: [
        "Here are the reports that you asked for: how far each is, and the file when it is ready.",
        "A file stays for seven days. Press “Make it again” to have it with what you may see now.",
        "“Repeat” makes it every week or month for you and for colleagues.",
      ],
      "group-report-cards": [
        "Here you make report cards for a group: choose the days, write words for each pupil, then send.",
        "Families get a card only after “Send”. A sent card is corrected by a new version.",
        "For your own child a colleague writes the words.",
      ],
      gradebook: [
        "Each row is a pupil, each column is something that counts. Press a cell and type the points.",
        "Keys help: Enter goes down, Tab goes right, “e” excuses. Undo brings the former value back.",
        "Press a name to see where the grade comes from.",
      ],
      "grade-appeals": [
        "Pupils and parents who disagree with a grade ask you here to look again.",
        "Press “Answer”, change the points or leave them, and say why. They are told at once.",
      ],
      "grade-marking": [
        "Two people mark the same works here. In a blind marking they see codes in place of names.",
        "Neither sees the points of the other before both are in. Then you see how far they agree.",
        "Write the agreed grades at once, and settle the others with a reason.",
      ],
      "gradebook-setup": [
        "Say what counts: categories with their weights, and the items in them.",
        "Points of quizzes, homework and the register come by themselves.",
        "Nothing changes before you press “Save”. Then all grades are counted anew.",
      ],
      rubrics: [
        "A rubric says what a work is judged by: criteria, and what the work can be like by each of them.",
        "Choose it where you give homework. Pupils read it before they hand in.",
        "A changed rubric gets a new version: works that are judged keep theirs.",
      ],
      "saved-comments": [
        "Here are comments that you write often. Only you see them.",
        "In a review they stand under the comment: one click puts one in.",
      ],
      menu: ["From here you reach every page.", "The number beside “Messages” says how many are new."],
      opening: [
        "A child without a phone number comes in on a device that you open.",
        "Choose the child, then type the code on that device.",
      ],
    },
  } as Record<"everybody" | "student" | "parent" | "teacher", Record<string, string[]>>,
};

export type HelpWords = typeof en;
