-- target: Recursive.lean:Recursive.count
-- expect: rejected
-- why: a proof that calls itself on the same number proves anything, if nobody asks why it ends
| n => count n
