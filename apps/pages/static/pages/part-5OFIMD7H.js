import{a,b}from"./part-FRE2TUGQ.js";import"./part-UY4BTELV.js";import"./part-BMNG3SFK.js";import"./part-CTKIZ2Y6.js";import"./part-W5KU2AS5.js";export{a as ViewAs,b as ViewAsLink};
