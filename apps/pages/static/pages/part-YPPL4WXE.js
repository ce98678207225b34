import{a}from"./part-X5VBOI54.js";import"./part-YRJHLVCX.js";import"./part-6MUQLCSI.js";import"./part-C7THXWKZ.js";import"./part-JOIPSWRZ.js";import"./part-ENU2Q3XS.js";export{a as Excuses};
