import{a,b}from"./part-URASE7GX.js";import"./part-VCS7VREG.js";export{a as begin,b as useDesk};
