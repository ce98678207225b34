/** English, and the shape of the other languages. By role, and by the first part of a page's address. */

export const en = {
  title: "Help",
  nothing: "There is no help for this page.",
  pages: {
    everybody: {
      courses: ["Above are the courses that you learn online, each with where to go on.", "Below is what the centre offers. Press an online course to see its lessons and to join."],
      course: ["Here is what the course is about and its lessons.", "Press “Join the course” to learn it. A lock says when a lesson opens.", "Later “Continue” leads to the place where you stopped."],
      learn: ["Read from top to bottom. What you have done is kept by itself, on every device.", "Without a network you can read the lessons that you opened before. Your progress is sent later.", "Below are the lessons before and after."],
      messages: ["Here is everything that you were told, newest first.", "Press a message to open what it is about. It counts as read then.", "“Which messages you get” above the list leads to the choice."],
      wishes: ["Choose which messages you get, and where: here, Telegram, SMS, e-mail or browser. A grey box cannot reach you yet.", "A tick for a group counts for all its messages. Unfold a group to choose them one by one.", "In quiet hours only what cannot wait comes. Press “Save” at the end."],
      account: ["Your name, photo, phone, e-mail, password and language are here.", "A new phone or e-mail counts after you have typed the code that we send there.", "You see where you are signed in, and can sign out there."],
    },
    student: {
      "": ["The path shows your week: what is done, what is next, what comes later.", "Press the large step in the middle to begin.", "Your lessons stand below. Without a network you see what was last loaded."],
      homework: ["Read the task, then press “Record” and speak. Press “Done” at the end.", "For a written task, write your text or choose a file, and send it.", "Listen to it once, then send it. Without a network it is kept and sent later.", "Your score comes by itself. Tap a word to hear yourself.", "If the score seems wrong, ask your teacher to look again."],
      coins: ["You earn coins with homework, lessons and practice on many days.", "The leaderboard shows who earned most. You can hide your name.", "Buy something in the shop, and fetch it at the office. Until then you can give it back."],
      "check-in": ["This page says to your teacher that you are in class.", "Type the code that your teacher shows. It changes often.", "If it does not work, tell your teacher."],
      payments: ["Here is what is to be paid and what was paid.", "After a bank transfer press “Send a photo of the transfer”. The office checks it.", "Unfold the statement to see each month and save receipts."],
      progress: ["The line shows the scores of your homework over time. It compares you with nobody.", "Below are your lessons of the month and your achievements.", "A single low score means little. Look at the whole line."],
      materials: ["Here are the files and links of your courses and lessons.", "Press a link to open it, or a file to save it."],
      courses: ["Here are the courses of the centre, and which ones you learn now.", "For another course ask at the office."],
      calendar: ["Here are your coming lessons. A change says what was before.", "Make a link to see them in the calendar of your phone. Keep the link to yourself."],
      letters: ["Here is what the teachers and the office wrote to you.", "Write an answer below a letter. The office reads it."],
      menu: ["From here you reach every page.", "The number beside “Messages” says how many are new."],
    },
    parent: {
      "": ["For each child you see three answers: was she in class, is the homework done, what is to be paid.", "Press an answer to see more. Press the name for everything about the child.", "If the centre asks for your consent, it stands below."],
      children: ["Here are the child’s lessons of the week, the homework and how the reading goes.", "Press a homework to hear the recording and to read the teacher’s words.", "At the end are payments, consents and the child’s data."],
      homework: ["Here is what your child sent, with the score of each try.", "Tap a word to hear your child. What the teacher wrote stands above.", "You only look here: your child sends the homework."],
      absence: ["Tell the teacher that your child cannot come, or could not come.", "Choose the days, write why, and send it. You see the answer below.", "Until it is answered you can take it back."],
      payments: ["Here is what is to be paid for each child.", "After a bank transfer press “Send a photo of the transfer”. The office checks it and you get an answer.", "Unfold the statement to see each month and save receipts."],
      consents: ["The centre asks here what it may do: record the voice, use a picture, and more.", "Press “I allow it” or “I do not allow it”. You can change each answer at any time.", "Without your yes to recordings your child cannot send spoken homework."],
      data: ["You can get everything that the centre keeps about your child as one file.", "You can also ask the centre to erase it. The director decides, and you see here what became of it.", "While your request waits, you can take it back. What is erased does not come back."],
      letters: ["Here is what the teachers and the office wrote to your family.", "Write an answer below a letter. The office reads it."],
      opening: ["A child without a phone number comes in on a device that you open.", "Choose the child, then type the code on that device.", "The child signs in there with the own code and pictures."],
    },
    teacher: {
      "": ["Above is what is next: the register of a lesson, or recordings to hear.", "Below are today’s lessons and your groups. Press a group to see everything about it.", "Marks that could not be sent stand here until they are."],
      register: ["Mark each pupil with one press. “The other” marks all who are left.", "Without a network marks are kept on this device and sent later.", "A mark that differs from another person’s is shown: one press chooses."],
      lesson: ["Here is one lesson: its time and room, its homework and its materials.", "If your role allows it, cancel the lesson, move it or plan a make-up. Pupils and families are told.", "The register opens from here."],
      group: ["Everything about a group: pupils with attendance and scores, lessons, homework, materials.", "Press a pupil to see the family’s phone, the level and the scores.", "The words that many missed show what to practise together."],
      pupil: ["Here is whom to call, the level, the scores and the attendance of a pupil.", "Scores are shown over time, with a table behind the line.", "You can give coins by hand and say why."],
      wall: ["Each pupil has a line. It moves while the homework is recorded, sent and scored.", "Press a name to hear the recording, or to give more time.", "“Stuck” are recordings that need you."],
      review: ["Hear the recording, then accept it or return it with a word to the pupil.", "Above stands why it waits. Press a word to correct it.", "Keys help: space plays, Enter accepts and goes on."],
      excuses: ["Families tell here that a child cannot come.", "Accept or refuse it, with a word to the family. The register then knows it."],
      assignments: ["Here is the homework that you gave. “Give homework” begins a new one.", "It goes to one group, several groups or some pupils. You can see it first as pupils do.", "As long as nobody has sent anything, you can take it back."],
      assignment: ["All results of one homework, and why each of them waits.", "Give a pupil more time, have a try scored again, or add a model to listen to.", "You can copy it to other groups."],
      library: ["All files and links that were added, each once.", "Add a new one, rename it, or give it to more courses.", "What you archive goes from the list. Undo brings it back."],
      calendar: ["Your lessons of the coming weeks. Press one to see everything about it. “All lessons of my groups” also shows those that colleagues give.", "Make a link to see them in the calendar of your phone. Keep the link to yourself."],
      pay: ["Your pay of a month, line by line.", "A closed month does not change. If something is wrong, tell the office."],
      menu: ["From here you reach every page.", "The number beside “Messages” says how many are new."],
      opening: ["A child without a phone number comes in on a device that you open.", "Choose the child, then type the code on that device."],
    },
  } as Record<"everybody" | "student" | "parent" | "teacher", Record<string, string[]>>,
};

export type HelpWords = typeof en;
