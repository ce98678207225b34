import{a,b,c}from"./part-WGGS6CWT.js";import"./part-5IBJRSXS.js";import"./part-VCS7VREG.js";export{c as begin,b as sound,a as sounds};
