import{a,b,c}from"./part-HD3S2TWN.js";import"./part-MQPVYYNA.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
