import"./part-CY7XF4HD.js";
