import{a,b}from"./part-V56M6O36.js";import"./part-UY4BTELV.js";import"./part-VAOJY37G.js";import"./part-4WTTDGT2.js";import"./part-BJC656MG.js";export{a as ViewAs,b as ViewAsLink};
