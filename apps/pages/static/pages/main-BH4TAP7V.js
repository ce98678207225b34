import"./part-VCS7VREG.js";
