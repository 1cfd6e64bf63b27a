"""What runs in the process that is about to become Lean, and takes its powers away first.

Started as a script by an isolated Python without site packages, so these modules use nothing but
the standard library, little of it, and one another.
"""
