import{c as a,d as b,e as c}from"./part-WE35LQA7.js";import"./part-ZVWYFU5H.js";import"./part-VCS7VREG.js";export{a as ImportPage,b as MarkImportPage,c as Report};
