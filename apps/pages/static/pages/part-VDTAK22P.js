import{a,b}from"./part-GAPZOGK4.js";import"./part-VF7X5SGX.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-W5KU2AS5.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
