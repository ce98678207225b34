import{a,b}from"./part-X7FT4XYN.js";import"./part-AAMZZ6HZ.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-GBOXUWNI.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
