import{b as a,c as b,d as c}from"./part-7SHMQ7U6.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{c as findUnsentMessages,a as messageQueue,b as sendMessages};
