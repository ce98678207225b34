import{a,b,c,d,e}from"./part-CTHZO652.js";import"./part-VCS7VREG.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
