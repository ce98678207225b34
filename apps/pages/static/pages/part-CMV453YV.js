import{a,b}from"./part-Z5B7KA42.js";import"./part-UY4BTELV.js";import"./part-DNPUKNKA.js";import"./part-WENX3LLF.js";import"./part-HLTYPTNK.js";export{a as ViewAs,b as ViewAsLink};
