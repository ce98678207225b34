import{a,b}from"./part-FRNUSXFK.js";import"./part-5LTDRTFW.js";import"./part-JR3CI6UR.js";import"./part-W5KU2AS5.js";export{a as Figures,b as useChart};
