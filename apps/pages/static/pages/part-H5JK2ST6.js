import{a,b,c}from"./part-T5QBUDSJ.js";import"./part-W5KU2AS5.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
