import{a}from"./part-NE5NQFV4.js";import"./part-2FOHNQYL.js";import"./part-ILQ2DA5O.js";import"./part-VOFZJWLN.js";import"./part-MCGWG6FT.js";export{a as Excuses};
