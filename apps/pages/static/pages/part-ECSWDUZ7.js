import{c as e}from"./part-4K474ZN3.js";function o({course_title:r,lesson_title:t}){return r?`${e(r)} · ${t}`:""}export{o as a};
