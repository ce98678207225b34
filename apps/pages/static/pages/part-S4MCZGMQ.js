import{b as a,c as b}from"./part-NB7A6QAL.js";import"./part-VCS7VREG.js";export{a as Payments,b as checkout};
