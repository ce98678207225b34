import{c as e}from"./part-IVFYES3L.js";function o({course_title:r,lesson_title:t}){return r?`${e(r)} · ${t}`:""}export{o as a};
