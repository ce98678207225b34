import{a,b}from"./part-6BDSCYPY.js";import"./part-UY4BTELV.js";import"./part-C7THXWKZ.js";import"./part-JOIPSWRZ.js";import"./part-ENU2Q3XS.js";export{a as ViewAs,b as ViewAsLink};
