import{a,b,c}from"./part-S5N4FWCT.js";import"./part-HCVA5SLC.js";import"./part-R2ALZ4XS.js";export{c as begin,b as sound,a as sounds};
