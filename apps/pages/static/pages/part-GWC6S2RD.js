import{a}from"./part-4ZX7XZPZ.js";import"./part-ESXPGXN2.js";import"./part-RCM6SWG4.js";import"./part-OUGQM7U7.js";import"./part-GBOXUWNI.js";export{a as Excuses};
