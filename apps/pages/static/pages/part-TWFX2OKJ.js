import{a,b}from"./part-B6A7VKF5.js";import"./part-UY4BTELV.js";import"./part-P6YUVTZG.js";import"./part-XLEIYELI.js";import"./part-N6GAZAC7.js";export{a as ViewAs,b as ViewAsLink};
