import{a}from"./part-ZSYO4623.js";import"./part-OSFYS3IB.js";import"./part-AN4GOS7P.js";import"./part-BMNG3SFK.js";import"./part-CTKIZ2Y6.js";import"./part-W5KU2AS5.js";export{a as Excuses};
