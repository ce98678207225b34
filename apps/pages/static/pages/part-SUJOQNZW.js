import{a,b}from"./part-2D3IDA5K.js";import"./part-UY4BTELV.js";import"./part-32K6GNSO.js";import"./part-FFEYSF6I.js";import"./part-5HY6FPY6.js";export{a as ViewAs,b as ViewAsLink};
