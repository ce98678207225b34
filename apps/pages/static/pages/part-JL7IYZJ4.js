import{a,b}from"./part-ZJFVLHGR.js";import"./part-3AYEJYKC.js";import"./part-BJ6AHSS5.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
