import{a,b}from"./part-JNZT7B6K.js";import"./part-IYJJ5CVE.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-BJC656MG.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
