import"./part-CGK5BTJC.js";
