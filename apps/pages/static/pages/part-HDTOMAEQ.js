import{a,b}from"./part-H7Y4UCVO.js";import"./part-N5A7UUQJ.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-CONF7NS3.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
