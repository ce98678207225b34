import{c as e}from"./part-CQ7A5PMT.js";function o({course_title:r,lesson_title:t}){return r?`${e(r)} · ${t}`:""}export{o as a};
