"""Consultation at the desk: concerns, consultations of allies, standing orders, the gate, reports during talks."""
